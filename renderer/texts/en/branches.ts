/** Branches: the switcher, switching with edits, and what can be done with a branch. */
export const branches = {
  title: 'Switch branch',
} as const
