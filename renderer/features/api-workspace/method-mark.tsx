const KNOWN: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The method of a request; its colour only repeats the word. */
export function MethodMark({ method }: { method: string }) {
  return <span className={`method method-${KNOWN.includes(method) ? method.toLowerCase() : 'other'}`}>{method}</span>
}
