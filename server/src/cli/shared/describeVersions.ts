import type { VersionsErased } from '../../store/erase/EarlierVersions.js';
import { plural } from './plural.js';

/** Lines about the earlier versions in a bucket with versioning. None for other stores. */
export function describeVersions(
  { count, mayRemain }: VersionsErased = { count: 0, mayRemain: false },
): string[] {
  const lines = count > 0 ? [`Erased ${plural(count, 'earlier version')} from the bucket too.`] : [];
  if (mayRemain) {
    lines.push(
      'Earlier versions may remain: the bucket does not let this user list or erase them (S3: s3:ListBucketVersions, s3:DeleteObjectVersion). ' +
        'Permit it and run the command again. To see what is left: aws s3api list-object-versions, or gcloud storage ls --all-versions.',
    );
  }
  return lines;
}
