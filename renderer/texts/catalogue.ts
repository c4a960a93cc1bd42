import { accounts } from './en/accounts.ts'
import { apiList } from './en/api-list.ts'
import { apiWorkspace } from './en/api-workspace.ts'
import { app } from './en/app.ts'
import { branches } from './en/branches.ts'
import { certificates } from './en/certificates.ts'
import { common } from './en/common.ts'
import { connectRepository } from './en/connect-repository.ts'
import { connectionSettings } from './en/connection-settings.ts'
import { diff } from './en/diff.ts'
import { failures } from './en/failures.ts'
import { history } from './en/history.ts'
import { preferences } from './en/preferences.ts'
import { pullRequests } from './en/pull-requests.ts'
import { restorePoints } from './en/restore-points.ts'
import { signIn } from './en/sign-in.ts'
import { sourceControl } from './en/source-control.ts'

/** Every text of the window, by area and key. One object per language; each has the same keys. */
export const english = {
  accounts,
  apiList,
  apiWorkspace,
  app,
  branches,
  certificates,
  common,
  connectionSettings,
  connectRepository,
  diff,
  failures,
  history,
  preferences,
  pullRequests,
  restorePoints,
  signIn,
  sourceControl,
} as const

type Areas = typeof english
/** `area.key`, such as `apiList.create`. */
export type TextKey = { [Area in keyof Areas]: `${Area}.${Extract<keyof Areas[Area], string>}` }[keyof Areas]
/** The catalogue of one language, as a table from key to ICU message. */
export type Catalogue = ReadonlyMap<string, string>

/** Flattens a language's areas to one table from `area.key` to message. */
export function catalogueOf(areas: Readonly<Record<string, Readonly<Record<string, string>>>>): Catalogue {
  return new Map(
    Object.entries(areas).flatMap(([area, texts]) =>
      Object.entries(texts).map(([key, message]): [string, string] => [`${area}.${key}`, message]),
    ),
  )
}
