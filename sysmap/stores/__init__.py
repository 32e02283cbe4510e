"""Where maps are kept: one module a store, all behind `sysmap.stores.base.Store`."""
