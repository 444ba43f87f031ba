import '../../../../pages/canvasLight.css';
import '../../../../pages/specimen.css';
import { Specimen } from '../../../../pages/Specimen';

export default function Page() {
  return <Specimen />;
}
