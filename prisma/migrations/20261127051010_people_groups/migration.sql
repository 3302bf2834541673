-- CreateTable
CREATE TABLE "PeopleGroup" (
    "id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PeopleGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PeopleGroupMember" (
    "groupId" UUID NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "PeopleGroupMember_pkey" PRIMARY KEY ("groupId","userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PeopleGroup_handle_key" ON "PeopleGroup"("handle");

-- CreateIndex
CREATE INDEX "PeopleGroup_createdById_idx" ON "PeopleGroup"("createdById");

-- CreateIndex
CREATE INDEX "PeopleGroupMember_userId_idx" ON "PeopleGroupMember"("userId");

-- AddForeignKey
ALTER TABLE "PeopleGroup" ADD CONSTRAINT "PeopleGroup_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PeopleGroupMember" ADD CONSTRAINT "PeopleGroupMember_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "PeopleGroup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PeopleGroupMember" ADD CONSTRAINT "PeopleGroupMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
