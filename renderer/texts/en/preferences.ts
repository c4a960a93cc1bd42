export const preferences = {
  title: 'Preferences',
  theme: 'Theme',
  'theme.system': 'Follow the system',
  'theme.system.text': 'Light or dark as your computer is set, high contrast when it asks for more.',
  'theme.light': 'Light',
  'theme.light.text': 'Dark text on a light ground.',
  'theme.dark': 'Dark',
  'theme.dark.text': 'Light text on a dark ground.',
  'theme.high-contrast': 'High contrast',
  'theme.high-contrast.text': 'White on black with strong outlines.',
  backgroundFetch: 'Look for news on the servers by itself',
  'backgroundFetch.text':
    'Every few minutes, and when you come back to the window, so that the counts are true. Not while this computer is offline, or on a connection that is metered or saves data.',
  'about.version': 'Graft {version}',
  'about.tokens':
    'Access tokens are {storage, select, protected {kept by your system’s secret storage} other {kept in memory until Graft is closed: this computer offers no protected storage}}.',
} as const
