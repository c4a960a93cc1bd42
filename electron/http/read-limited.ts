/** An answer grew beyond what its reader allows. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge'
}

/** The whole of a body in bytes. Fails with `AnswerTooLarge` beyond `limit` bytes, having read no further. */
export async function readLimited(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > limit) throw new AnswerTooLarge(`more than ${limit} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
