/** The mark: a bubble that is a doorway. */
export function Brand() {
  return (
    <span class="brand">
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" class="brand-door" />
        <path
          d="M9 23V11.500A2.500 2.500 0 0 1 11.500 9h9a2.500 2.500 0 0 1 2.500 2.500v6a2.500 2.500 0 0 1-2.500 2.500H12z"
          class="brand-bubble"
        />
      </svg>
      <span class="brand-name">Foyer</span>
    </span>
  )
}
