/** A strip of litmus paper, half dipped. */
export function Litmus() {
  return (
    <svg class="litmus" viewBox="0 0 10 20" aria-hidden="true">
      <path class="litmus-dry" d="M0 2a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v9H0Z" />
      <path class="litmus-wet" d="M0 10c1.7-1.4 3.3-1.4 5 0s3.3 1.4 5 0v8a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2Z" />
    </svg>
  );
}
