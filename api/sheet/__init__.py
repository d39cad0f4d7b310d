"""The opinion sheet (审读意见单): one page of A4 on one draft, as a Word file and as a page to print."""
