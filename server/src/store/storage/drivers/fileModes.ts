/**
 * The modes of all files and folders in the folder of a store. Other users of the machine cannot read the pictures and the secret that
 * signs their URLs. Members of the group can read and write, as far as the umask permits.
 */
export const FILE_MODE = 0o660;
export const FOLDER_MODE = 0o770;
