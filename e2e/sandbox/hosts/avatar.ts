import type { ServerResponse } from 'node:http'

/** A PNG of 8×8 pixels in one colour. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQMAAAD+wSzIAAAAA1BMVEU7gvbSL5pLAAAAC0lEQVR42mNgQAUAABAAAaoZ+IIAAAAASUVORK5CYII=',
  'base64',
)

/** Everybody's picture at a sandbox host. Returns the status. */
export function picture(response: ServerResponse): number {
  response.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': PICTURE.length }).end(PICTURE)
  return 200
}
