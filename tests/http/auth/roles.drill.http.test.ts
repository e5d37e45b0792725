import { describeRoles, settings } from "../../helpers/roles.ts";

for (const setting of settings.slice(1)) describeRoles(setting);
