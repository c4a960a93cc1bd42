import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { CloudAddresses, PUBLIC_ADDRESSES } from '../hosts/addresses.ts'

/** A setting that Graft was started with can't be used; the message is a sentence for the person who set it. */
export class UnusableSetting extends Error {
  override readonly name = 'UnusableSetting'
}

export interface CloudAddressFacts {
  env: Readonly<Record<string, string | undefined>>
  workingFolder: string
}

/** Hosts that the file leaves out keep their public addresses. */
const AddressFile = CloudAddresses.partial().strict()

/**
 * Where the cloud hosts answer: at their public addresses, or as the JSON file says that `GRAFT_CLOUD_ADDRESSES` names (ADR 14).
 * Fails with `UnusableSetting` where that file is not there or not right.
 */
export async function readCloudAddresses({ env, workingFolder }: CloudAddressFacts): Promise<CloudAddresses> {
  const named = env['GRAFT_CLOUD_ADDRESSES']
  if (!named) return PUBLIC_ADDRESSES
  const file = resolve(workingFolder, named)
  const read = AddressFile.safeParse(await parse(file))
  if (!read.success) throw new UnusableSetting(`${subject(file)} is not right: ${firstProblem(read.error)}.`)
  const { github, gitlab, bitbucket, 'azure-devops': azure } = read.data
  return {
    github: github ?? PUBLIC_ADDRESSES.github,
    gitlab: gitlab ?? PUBLIC_ADDRESSES.gitlab,
    bitbucket: bitbucket ?? PUBLIC_ADDRESSES.bitbucket,
    'azure-devops': azure ?? PUBLIC_ADDRESSES['azure-devops'],
  }
}

/** Every address that a file of cloud addresses may bring in, for the check of links to the outside. */
export function allAddresses(addresses: CloudAddresses): string[] {
  return Object.values(addresses).flatMap((host) => Object.values(host))
}

async function parse(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new UnusableSetting(`${subject(file)} can't be read.`, { cause: error })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnusableSetting(`${subject(file)} is not JSON.`, { cause: error })
  }
}

function subject(file: string): string {
  return `The file ${file} that GRAFT_CLOUD_ADDRESSES names`
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues
  if (!issue) return 'it does not say what is expected'
  const place = issue.path.join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}
