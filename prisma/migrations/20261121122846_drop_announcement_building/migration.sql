-- DropForeignKey
ALTER TABLE "AnnouncementBuilding" DROP CONSTRAINT "AnnouncementBuilding_announcementId_fkey";

-- DropForeignKey
ALTER TABLE "AnnouncementBuilding" DROP CONSTRAINT "AnnouncementBuilding_buildingId_fkey";

-- DropTable
DROP TABLE "AnnouncementBuilding";
