/** The box that asks for a value, as long as it is open: a digit that is pressed before it takes keys answers it. */
export const question: {
  /** False when no value has this digit. */
  answer?: ((digit: string) => boolean) | undefined;
} = {};
