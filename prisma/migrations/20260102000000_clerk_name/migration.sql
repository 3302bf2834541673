-- AlterTable
ALTER TABLE "User" ADD COLUMN     "clerkName" TEXT;
