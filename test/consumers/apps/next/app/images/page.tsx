'use client';

import '../../../../pages/canvasLight.css';
import '../../../../pages/specimen.css';
import Image from 'next/image';
import { Specimen } from '../../../../pages/Specimen';

export default function Page() {
  return <Specimen renderImage={(props) => <Image {...props} />} />;
}
