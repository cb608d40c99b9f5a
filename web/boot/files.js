// Brings files, wherever they are: addresses beside index.html (*site*), or blocks of text in the same document (*file*). The
// answer is a good `Response`, whatever a host says about types; or an error whose name tells why not.

// Names of errors.
export const NETWORK = "AmaNetwork"; // no answer, or the host has a trouble that may pass
export const MISSING = "AmaMissing"; // the host does not hand it out
export const REPLACED = "AmaReplaced"; // the same, because another version of the page stands there now
export const failure = (name, text) => Object.assign(new Error(text), { name });

const inflated = (body) => body.pipeThrough(new DecompressionStream("gzip"));

// The first bytes tell what a file is. A page stands for a file that is not there; something gzipped is inflated, unless
// that is how the file is called: then a header, `gzipped`, says whether it is still so.
const answer = async (url, response) => {
  const reader = (response.body ?? new Blob().stream()).getReader();
  let head = new Uint8Array();
  for (let next; head.length < 64 && !(next = await reader.read()).done; ) {
    const longer = new Uint8Array(head.length + next.value.length);
    longer.set(head);
    longer.set(next.value, head.length);
    head = longer;
  }
  if (/^\W*<(!doctype|html|head|!--|\?xml)/i.test(new TextDecoder().decode(head.subarray(0, 64)))) {
    reader.cancel().catch(() => {});
    throw failure(MISSING, `${url}: a page instead of the file`);
  }
  let body = new ReadableStream({
    start: (stream) => stream.enqueue(head),
    pull: async (stream) => {
      const { value, done } = await reader.read();
      done ? stream.close() : stream.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const headers = { "content-type": /\.wasm$/.test(url) ? "application/wasm" : "application/octet-stream" };
  if (head[0] === 0x1f && head[1] === 0x8b) {
    if (url.endsWith(".gz")) {
      headers.gzipped = "1";
    } else {
      body = inflated(body);
    }
  }
  return new Response(body, { headers });
};

// Files of the site whose index.html lies at `base` and says `assetsText` of them.
export const fromSite = (base, assetsText) => {
  const ask = async (url, suffix, options) => {
    let response;
    try {
      response = await fetch(new URL(url + suffix, base), options);
      if (response.ok) {
        return await answer(url, response);
      }
    } catch (error) {
      throw error.name === MISSING ? error : failure(NETWORK, `${url}: ${error.message}`);
    }
    throw failure(response.status < 500 ? MISSING : NETWORK, `${url}: HTTP ${response.status}`);
  };

  const isReplaced = async () => {
    try {
      const page = await (await fetch(base, { cache: "no-cache" })).text();
      return page.includes('id="ama-assets"') && !page.includes(assetsText);
    } catch {
      return false;
    }
  };

  return async (url, options) => {
    try {
      return await ask(url, "", options);
    } catch (error) {
      // Only what carries its hash has a gzipped copy, and is missed when it is not there.
      if (error.name !== MISSING || !/-[0-9a-f]{12}\.\w+(\.gz)?$/.test(url)) {
        throw error;
      }
      try {
        // Some hosts hand out no file whose ending they do not know.
        return await ask(url, ".gz", options);
      } catch {
        throw (await isReplaced()) ? failure(REPLACED, error.message) : error;
      }
    }
  };
};

// Blocks may come after this script. One is whole when the parser has gone on to what follows it.
const block = async (path) => {
  for (;;) {
    const over = document.readyState !== "loading";
    const found = [...document.querySelectorAll("script[data-file]")].find(({ dataset }) => dataset.file === path);
    if (over || found?.nextSibling) {
      return found;
    }
    await new Promise((grown) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        grown();
      }).observe(document, { childList: true, subtree: true });
      document.addEventListener("DOMContentLoaded", grown);
    });
  }
};

// Files that stand in this document.
export const fromFile = async (url) => {
  const found = await block(url);
  if (!found) {
    throw failure(MISSING, url);
  }
  const text = atob(found.textContent);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    bytes[at] = text.charCodeAt(at);
  }
  const whole = new Response(bytes);
  return answer(url, found.dataset.coding ? new Response(inflated(whole.body)) : whole);
};
