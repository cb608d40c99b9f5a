// A picture drawn anew: not longer than a side, upright, and without what a camera writes beside it.

const QUALITY = 0.85;

/** The kind in which it is written: photographs stay photographs, the rest keeps its sharp edges. */
const KINDS = { "image/jpeg": "image/jpeg", "image/webp": "image/webp", "image/png": "image/png" };

/** `{ bytes, type, width, height }`; `null` for what this browser does not draw, or would not draw whole (moving ones). */
export async function redraw(bytes, type, longest) {
  const kind = KINDS[type];
  if (!kind) return null;
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const written = (as) => new Promise((done) => canvas.toBlob(done, as, QUALITY));
  let blob = await written(kind);
  // A photograph that somebody saved as PNG: WebP keeps its sight with a fraction of the bytes.
  if (kind === "image/png" && blob && blob.size > 300_000) {
    const other = await written("image/webp");
    if (other?.type === "image/webp" && other.size < blob.size / 3) blob = other;
  }
  // Browsers that cannot write a kind write another one, and say so.
  return blob && { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type, scaled: scale < 1 };
}
