/** Graft's sign: a shoot that joins a stem. */
export function Mark() {
  return (
    <svg className="frame-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M8 3v18" />
      <path d="M8 15c0-5 8-3 8-9" />
      <circle cx="16" cy="4.5" r="1.75" />
    </svg>
  )
}
