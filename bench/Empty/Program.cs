// One page and nothing else: what starting and standing idle cost before Waymark adds anything.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddRazorPages();
var app = builder.Build();
app.MapRazorPages();
await app.RunAsync();
