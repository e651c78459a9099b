import fc from "fast-check";
import { expect, test } from "vitest";
import { address, html, htmlOfLines } from "../../src/http/html.ts";

test.each([
  [`<script>alert("1")</script>`, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"],
  ["' onclick='x", "&#39; onclick=&#39;x"],
  ["Tom & Jerry", "Tom &amp; Jerry"],
  ["a\u202eb\u2066c", "a\\u202eb\\u2066c"],
  ["a\u0000b\nc\u001bd\u0085e", "a\\u0000b\\u000ac\\u001bd\\u0085e"],
  ["a\ud800b", "a\\ud800b"],
  ["عليكم שלום 😀", "عليكم שלום 😀"],
])("%j is shown as it is, and does nothing", (text, shown) => {
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${shown}">${shown}</p>`);
});

test("what a template has made is inserted as it is, and what is not there is left out", () => {
  const items = ["<1>", "<2>"].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}${false}${undefined}${3}</ul>`.text).toBe(
    "<ul><li>&lt;1&gt;</li><li>&lt;2&gt;</li>3</ul>",
  );
});

test("lines stay lines", () => {
  expect(htmlOfLines("<\n\t>").text).toBe("&lt;\n\\u0009&gt;");
});

test("no text leaves its place", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { text: shown } = html`${text}`;
      expect(shown).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
    }),
  );
});

test("an address keeps what a stream is called", () => {
  const name = "a b&c=d/../?#é";
  const { searchParams } = new URL(
    address("/stream", { name, before: 0, none: undefined, empty: "" }),
    "http://x",
  );
  expect([...searchParams]).toEqual([
    ["name", name],
    ["before", "0"],
  ]);
});
