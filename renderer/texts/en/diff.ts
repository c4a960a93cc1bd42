/** The differences of one file, in the centre or in a dialog. */
export const diff = {
  title: 'Changes in {path}',
  back: 'Back to the API',
  view: 'View',
  'view.structure': 'Structure',
  'view.side-by-side': 'Side by side',
  'view.inline': 'Inline',
  loading: 'Reading both sides…',
} as const
