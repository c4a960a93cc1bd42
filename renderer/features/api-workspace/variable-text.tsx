import { textParts } from './variables.ts'

/** Code in which `{{variables}}` stand out. */
export function VariableText({ text }: { text: string }) {
  return (
    <code>
      {textParts(text).map((part) =>
        part.kind === 'variable' ? (
          <span key={part.at} className="variable">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </code>
  )
}
