import { join } from 'node:path'
import { createLogFile, type LogFile } from './log-file.ts'

/** Graft's own log below the data folder: at most four files of a megabyte. */
export function openGraftLog(dataFolder: string): LogFile {
  return createLogFile({
    file: join(dataFolder, 'logs', 'graft.log'),
    maxBytes: 1_000_000,
    keep: 3,
    now: () => new Date(),
  })
}
