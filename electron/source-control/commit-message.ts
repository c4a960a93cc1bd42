/** Subject, blank line, body (git help commit, "DISCUSSION"); ends with a line break as Git's own do. */
export function commitMessage(summary: string, description: string): string {
  const subject = summary.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ')
  const body = description.replaceAll(/\r\n?/g, '\n').trimEnd()
  return body.trim() === '' ? `${subject}\n` : `${subject}\n\n${body.replace(/^\n+/, '')}\n`
}
