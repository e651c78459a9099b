/** The picture of the pages in the browser's tabs: a log, to which something is appended. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#1d3557"/>
<g fill="#fff"><rect x="7" y="7" width="18" height="4" rx="1"/><rect x="7" y="14" width="18" height="4" rx="1"/></g>
<rect x="7" y="21" width="11" height="4" rx="1" fill="#ffb703"/>
</svg>`;
