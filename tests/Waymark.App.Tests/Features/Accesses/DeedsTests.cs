using Waymark.App.Features.Accesses;
using Waymark.Core.Record;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.Features.Accesses;

public sealed class DeedsTests
{
    [Fact]
    public void Each_page_has_its_words()
    {
        var features = Checkout.At("src/Waymark.App/Features");
        var pages = Directory.GetFiles(features, "*.cshtml", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('_'))
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(features, file), null).Replace('\\', '/').ToLowerInvariant())
            .Where(page => !page.StartsWith("signin/", StringComparison.Ordinal) && !page.StartsWith("problems/", StringComparison.Ordinal)).ToList();
        Assert.True(pages.Count > 50);
        Assert.DoesNotContain(pages, page => Deeds.Of(new AuditEntry { At = default, Action = AuditAction.View, What = page }) == "Looked at a page");
        Assert.Equal("Searched for ‘Kit’: it was refused", Deeds.Of(new AuditEntry { At = default, Action = AuditAction.Search, What = "children/index", Terms = "Kit", Outcome = AuditOutcome.Refused }));
        Assert.Equal("Took a document away", Deeds.Of(new AuditEntry { At = default, Action = AuditAction.Download, What = "documents/need" }));
        Assert.Equal("Finished a piece of work", Deeds.Of(new AuditEntry { At = default, Action = AuditAction.Change, What = "workstep/finish" }));
    }
}
