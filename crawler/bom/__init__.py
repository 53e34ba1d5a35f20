"""The bill of materials of one model, as CycloneDX and SPDX write it."""
