/** The frame around everything. */
export const app = {
  name: 'Graft',
  search: 'Search APIs',
  searchHint: 'Search APIs',
  apisPane: 'APIs',
  workspacePane: 'API',
  sourceControlPane: 'Source control',
  theme: 'Theme: {theme, select, system {follows the system} light {light} dark {dark} other {high contrast}}',
  settings: 'Preferences',
  showApis: 'Show APIs',
  hideApis: 'Hide APIs',
  showSourceControl: 'Show source control',
  hideSourceControl: 'Hide source control',
  'hostLost.title': 'Graft’s background process does not answer; reconnecting…',
  'hostLost.safe': 'What is saved is safe, and what you typed stays in this window. Saving waits for the connection.',
  'hostLost.next':
    '{entry, select, browser {If Graft was closed, copy what is not saved out of this window, start Graft again and open the address it prints.} other {If this lasts, copy what is not saved out of this window and restart Graft.}}',
  hostBack: 'Connected again.',
  'storage.title': 'A document of Graft’s own could not be read',
  'storage.detail':
    '{document} {reason, select, not_json {is not valid JSON} invalid {does not have the expected content} newer_version {was written by a newer Graft} other {could not be read}}. It was kept as {setAsideAs}, nothing was deleted.',
  'crash.title': 'This part of the window stopped working',
  'crash.safe': 'Files and saved edits are untouched. Edits you had not saved are kept as drafts.',
  'crash.next': 'Reload the window to go on. The number of this report is {id}.',
  'crash.reload': 'Reload window',
  'welcome.title': 'No API selected',
  'welcome.text': 'Choose an API at the left, or create the first one.',
  'welcome.emptyTitle': 'Start with an API',
  'welcome.emptyText':
    'An API is a name, a definition and its collections. Once it exists, you can connect it to a Git repository so that both stay in step.',
} as const
