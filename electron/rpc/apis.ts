import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function apisRouter(os: Implementer, { apis }: Services) {
  return {
    list: os.apis.list.handler(() => apis.list()),
    create: os.apis.create.handler(({ input }) => apis.create(input)),
    update: os.apis.update.handler(({ input: { apiId, ...changes } }) => apis.update(apiId, changes)),
    remove: os.apis.remove.handler(({ input }) => apis.remove(input.apiId, input.confirmName)),
    content: os.apis.content.handler(({ input, signal }) => apis.content(input.apiId, signal)),
    readFile: os.apis.readFile.handler(({ input, signal }) => apis.readFile(input.apiId, input.file, signal)),
    writeFile: os.apis.writeFile.handler(({ input: { apiId, ...edit } }) => apis.writeFile(apiId, edit)),
    importFile: os.apis.importFile.handler(({ input: { apiId, ...file } }) => apis.importFile(apiId, file)),
    chooseDefinition: os.apis.chooseDefinition.handler(({ input }) => apis.chooseDefinition(input.apiId, input.path)),
  }
}

export function draftsRouter(os: Implementer, { apis }: Services) {
  return {
    list: os.drafts.list.handler(({ input }) => apis.drafts(input.apiId)),
    keep: os.drafts.keep.handler(({ input: { apiId, ...draft } }) => apis.keepDraft(apiId, draft)),
    drop: os.drafts.drop.handler(({ input }) => apis.dropDraft(input.apiId, input.file)),
  }
}
