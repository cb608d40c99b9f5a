// The service worker's place: it keeps nothing yet, and nothing registers it.
//
// A value in quotation marks and braces is put in when a site is made, in the place of the marks too: the build as a
// string, the files as an array of [path, bytes, SHA-256 in hexadecimal].
(() => {
  "use strict";

  const BUILD = "{{build}}";
  const FILES = "{{files}}";

  self.addEventListener("message", ({ source, data }) => {
    if (data === "build") source.postMessage({ build: BUILD, files: FILES.length });
  });
})();
