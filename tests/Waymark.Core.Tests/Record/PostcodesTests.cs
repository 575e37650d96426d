using Waymark.Core.Record;
using Xunit;

namespace Waymark.Core.Tests.Record;

public sealed class PostcodesTests
{
    [Theory]
    [InlineData("M1 1AE", "M1 1AE")] // The six forms, by Royal Mail's own examples.
    [InlineData("B33 8TH", "B33 8TH")]
    [InlineData("CR2 6XH", "CR2 6XH")]
    [InlineData("DN55 1PT", "DN55 1PT")]
    [InlineData("W1A 1HQ", "W1A 1HQ")]
    [InlineData("EC1A 1BB", "EC1A 1BB")]
    [InlineData("ec1a1bb", "EC1A 1BB")]
    [InlineData("Flat 2, 14 Dune Road, Sandhithe  dn55 1pt", "DN55 1PT")]
    [InlineData("Until May M1 1AE, since then B33 8TH, with her aunt", "B33 8TH")]
    [InlineData("Larch House, Penbury", null)]
    [InlineData("Room B33, 8 The Quay", null)]
    [InlineData("M1 1A", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_last_postcode_in_an_address(string? address, string? postcode) => Assert.Equal(postcode, Postcodes.In(address));
}
