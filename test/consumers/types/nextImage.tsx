// next/image as the avatar's image, without a cast. Compiled, never run.
import { type AvatarImageRenderProps, ChatAvatar, ChatAvatarImage } from 'chat-avatar';
import Image from 'next/image';

const renderImage = (props: AvatarImageRenderProps) => <Image {...props} unoptimized />;

export const Whole = () => <ChatAvatar chatId="201234567890@c.us" renderImage={renderImage} />;
export const Part = () => <ChatAvatarImage render={(props) => <Image {...props} unoptimized />} />;
