export const apiWorkspace = {
  definition: 'Definition',
} as const
