// Imports nothing and uses no syntax newer than Node 14, so that old versions of Node can read it.

const OLDEST = [20, 19];

/**
 * @param {string} version such as "20.19.0"
 * @returns {string | undefined} what is wrong with it, and what to do
 */
export function complaintAboutNode(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `Node ${version} is too old: install Node ${OLDEST.join(".")} or newer from https://nodejs.org.`;
}
