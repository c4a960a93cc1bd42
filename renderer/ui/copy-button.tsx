import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useAnnounce } from './announcer.tsx'
import { Button } from './button.tsx'

export interface CopyButtonProps {
  text: string
  /** Read aloud, and shown in the words' place, once it is in the clipboard. */
  said: string
  children: string
}

/** Puts a text into the clipboard. Where the system refuses, nothing is claimed: the text stands beside it to be selected. */
export function CopyButton({ text, said, children }: CopyButtonProps) {
  const announce = useAnnounce()
  const [copied, setCopied] = useState<string | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(text)
      announce(said)
    } catch {
      // No clipboard here (a page without focus, or a system without one): the words stay as they are.
      setCopied(null)
    }
  }
  const isCopied = copied === text
  return (
    <Button icon={isCopied ? <Check /> : <Copy />} onPress={() => void copy()}>
      {isCopied ? said : children}
    </Button>
  )
}
