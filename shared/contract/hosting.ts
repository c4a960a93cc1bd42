import { z } from 'zod'
import {
  HostedBranch,
  HostedEntry,
  HostedProject,
  HostedRepository,
  Organisation,
  page,
  RepositoryPath,
} from '../domain/hosting.ts'
import { AccountId } from '../domain/ids.ts'
import { procedure } from './base.ts'

const ofAccount = z.object({ accountId: AccountId })
const listing = { search: z.string().max(256), cursor: z.string().max(8192).nullable() }

/** What a host has, seen with one account's eyes. Every list can be searched, and comes in pages. */
export const hosting = {
  organisations: procedure.input(ofAccount.extend(listing)).output(page(Organisation)),
  /** Azure DevOps alone; elsewhere the list is empty. */
  projects: procedure.input(ofAccount.extend({ organisation: z.string(), ...listing })).output(page(HostedProject)),
  repositories: procedure
    .input(ofAccount.extend({ organisation: z.string(), project: z.string().nullable(), ...listing }))
    .output(page(HostedRepository)),
  branches: procedure.input(ofAccount.extend({ repository: RepositoryPath, ...listing })).output(page(HostedBranch)),
  /** What lies directly in a folder of a branch ('' is the root). A folder that is not there is an empty list. */
  folder: procedure
    .input(ofAccount.extend({ repository: RepositoryPath, branch: z.string(), path: z.string().max(4096) }))
    .output(z.array(HostedEntry)),
}
