/** The text of a file that the person chose or dropped, or null where it is not UTF-8 text. A byte-order mark is left out. */
export async function readDroppedFile(file: Blob): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}
