import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StrippingProxy {
  origin: string
  stop(): Promise<void>
}

/**
 * A proxy in front of a Git server that takes words out of what the server says it can do, as old proxies and filters do: each is
 * made another of the same length, which no client knows.
 */
export async function startStrippingProxy(upstream: string, words: readonly string[]): Promise<StrippingProxy> {
  const server = createServer((request, response) => {
    const forwarded = send(
      new URL(request.url ?? '/', upstream),
      { method: request.method ?? 'GET', headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        const says = request.url?.includes('/info/refs') === true
        answer.on('data', (chunk: Buffer) => response.write(says ? strip(chunk, words) : chunk))
        answer.on('end', () => response.end())
      },
    )
    forwarded.on('error', () => response.destroy())
    request.pipe(forwarded)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function strip(chunk: Buffer, words: readonly string[]): Buffer {
  return Buffer.from(
    words.reduce((text, word) => text.replaceAll(word, `x${word.slice(1)}`), chunk.toString('latin1')),
    'latin1',
  )
}
