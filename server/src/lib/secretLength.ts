/** The least length of a secret, in characters. A shorter one can be guessed, from one signed URL even on a machine of the attacker. */
export const MIN_SECRET_LENGTH = 16;
