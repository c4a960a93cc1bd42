import { type Act, pick } from './act.ts'
import { expectStays, expectUntouched, uncommitted } from './stays.ts'

/** Operations with the server. No edit may move for them, whatever comes of them. */
export const SHARING = {
  pull: {
    weight: 5,
    run: async (world, { how, crash }) => {
      const { workspace, access } = world.scene
      const status = await world.ask('status', workspace)
      const edits = uncommitted(world, status, world.folder())
      const otherFiles = how % 3 === 0 ? 'ask' : 'update'
      const ended = await world.graft('pull', { workspace, access, otherFiles, author: null }, crash)
      expectStays(ended, edits, 'a pull leaves edits alone')
      if (ended.kind === 'done' && ['collides', 'touches-other-files', 'up-to-date'].includes(ended.outcome.kind)) {
        expectUntouched(ended, `a pull that is ${ended.outcome.kind}`)
      }
    },
  },
  'update-from-default': {
    weight: 2,
    run: async (world, { how, crash }) => {
      const { workspace, access } = world.scene
      const status = await world.ask('status', workspace)
      const edits = uncommitted(world, status, world.folder())
      const otherFiles = how % 3 === 0 ? 'ask' : 'update'
      const ended = await world.graft('updateFromDefault', { workspace, access, otherFiles, author: null }, crash)
      expectStays(ended, edits, 'an update from the default branch leaves edits alone')
    },
  },
  'merge-into-default': {
    weight: 1,
    run: async (world, { crash }) => {
      const { workspace, access } = world.scene
      expectUntouched(await world.graft('mergeIntoDefault', { workspace, access, author: null }, crash), 'merging to default')
    },
  },
  fetch: {
    weight: 1,
    run: async (world, { crash }) => {
      const { workspace, access } = world.scene
      expectUntouched(await world.graft('fetch', { workspace, access }, crash), 'a fetch')
    },
  },
  'ask-branches': {
    weight: 1,
    run: async (world, { crash }) => {
      const { workspace, access } = world.scene
      expectUntouched(await world.graft('askBranches', { workspace, access }, crash), 'asking for branches')
    },
  },
  push: {
    weight: 2,
    run: async (world, { crash }) => {
      const { workspace, access } = world.scene
      expectUntouched(await world.graft('push', { workspace, access }, crash), 'a push')
    },
  },
  'delete-remote-branch': {
    weight: 1,
    run: async (world, { which, crash }) => {
      const { workspace, access } = world.scene
      const branch = pick((await world.ask('listBranches', { workspace, remote: access.remote })).remote, which)
      if (!branch) return
      const input = { workspace, access, name: branch.name, tip: branch.tip }
      expectUntouched(await world.graft('deleteRemoteBranch', input, crash), 'deleting a remote branch')
    },
  },
} satisfies Record<string, Act>
