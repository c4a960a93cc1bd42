/** Pages of the address that waits for the browser: neutral, without anything of the answer, the same however it went. */
export const RECEIVER_PAGES = {
  answered: page(
    'Graft has the answer',
    'You can close this page and return to Graft. Whether the sign-in went well is shown there.',
  ),
  refused: page(
    'Nothing was changed',
    'This address does not belong to a sign-in that is waiting. Return to Graft, and start the sign-in from there.',
  ),
  notFound: page('There is nothing here', 'Return to Graft.'),
} as const

/** Nothing is loaded, kept, framed, sniffed or told to another page: the address of the answer holds a code. */
export const RECEIVER_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
}

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title} – Graft</title>
</head>
<body>
<h1>${title}</h1>
<p>${text}</p>
</body>
</html>
`
}
