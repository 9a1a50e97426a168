/** Stands where something is being read. */
export function Loading({ what, rows = 3 }: { readonly what: string; readonly rows?: number }) {
  return (
    <div class="loading" role="status" aria-busy="true">
      <span class="unseen">Loading {what}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span class="loading-row" aria-hidden="true" key={row} />
      ))}
    </div>
  )
}
