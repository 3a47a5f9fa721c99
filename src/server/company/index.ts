export { companyForm, type CompanyInput } from './company.schema.ts';
export { canSetCompany, getCompany, setCompany, type Company } from './set-company.ts';
