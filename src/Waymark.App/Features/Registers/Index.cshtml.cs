using Waymark.App.Features.Access;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Registers;

/// <summary>The registers that there are: one for each protocol about children, and a log for each of its forms.</summary>
public sealed class IndexModel : WaymarkPage
{
    public IEnumerable<Protocol> Protocols => Pack.Protocols.Where(protocol => protocol.About != About.Service && !Viewer.ShutAreas.Contains(protocol.Id));

    public void OnGet() { }
}
