/** Whether a host's word can be a branch's name (git-check-ref-format), and so can lead nowhere else. */
export function isBranchName(name: string): boolean {
  if (name === '' || name === '@' || name.startsWith('-') || name.endsWith('.')) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Git forbids.
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(name)) return false
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}
